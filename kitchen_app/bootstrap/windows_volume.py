"""The volume of Windows' default output, by its Core Audio interfaces; not tried on a machine.

An interface is a pointer to a table of functions; the numbers are their places in it, as
`mmdeviceapi.h` and `endpointvolume.h` list them (0 to 2 are those of `IUnknown`).
"""

import ctypes
import sys
import uuid

from kitchen_app.ui.volume import Volume

_ENUMERATOR_CLASS = uuid.UUID("BCDE0395-E52F-467C-8E3D-C4579291692E")
_ENUMERATOR = uuid.UUID("A95664D2-9614-4F35-A746-DE8DB63617E6")
_ENDPOINT_VOLUME = uuid.UUID("5CDF2C82-841E-4546-9722-0CF74078229A")

_RELEASE = 2
_GET_DEFAULT_ENDPOINT = 4  # of IMMDeviceEnumerator
_ACTIVATE = 3  # of IMMDevice
_GET_SHARE, _GET_MUTE = 9, 15  # of IAudioEndpointVolume
_RENDER = _CONSOLE = 0
_ALL_CONTEXTS = 23


def guid(number: uuid.UUID) -> ctypes.Array[ctypes.c_char]:
    """Return a GUID as Windows lays it out in memory."""
    return ctypes.create_string_buffer(number.bytes_le, 16)


if sys.platform == "win32":

    def read() -> Volume:
        """Read the volume of the default output.

        Raises:
            OSError: there is none, or Windows does not tell.
        """
        ole = ctypes.oledll.ole32
        ole.CoInitialize(None)
        held: list[ctypes.c_void_p] = []
        try:
            enumerator, device, volume = (ctypes.c_void_p() for _ in range(3))
            ole.CoCreateInstance(
                guid(_ENUMERATOR_CLASS),
                None,
                _ALL_CONTEXTS,
                guid(_ENUMERATOR),
                ctypes.byref(enumerator),
            )
            held.append(enumerator)
            _call(enumerator, _GET_DEFAULT_ENDPOINT, _RENDER, _CONSOLE, ctypes.byref(device))
            held.append(device)
            wanted = guid(_ENDPOINT_VOLUME)
            _call(device, _ACTIVATE, wanted, _ALL_CONTEXTS, None, ctypes.byref(volume))
            held.append(volume)
            share, is_muted = ctypes.c_float(), ctypes.c_int()
            _call(volume, _GET_SHARE, ctypes.byref(share))
            _call(volume, _GET_MUTE, ctypes.byref(is_muted))
            return Volume(share=share.value, is_muted=bool(is_muted.value))
        finally:
            for interface in reversed(held):
                _call(interface, _RELEASE, result=ctypes.c_ulong)
            ole.CoUninitialize()

    def _call(
        interface: ctypes.c_void_p, place: int, *values: object, result: type = ctypes.HRESULT
    ) -> None:
        """Call a function of an interface; one that fails raises `OSError`."""
        table = ctypes.cast(interface, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
        kinds = [ctypes.c_int if isinstance(each, int) else ctypes.c_void_p for each in values]
        address = table[place]
        if address is None:
            raise OSError("Windows' sound interface is not as documented")
        function = ctypes.WINFUNCTYPE(result, ctypes.c_void_p, *kinds)(address)
        function(interface, *(_as_pointer(each) for each in values))

    def _as_pointer(value: object) -> object:
        is_memory = value is not None and not isinstance(value, int)
        return ctypes.cast(value, ctypes.c_void_p) if is_memory else value  # type: ignore[arg-type]  # a buffer or a byref
