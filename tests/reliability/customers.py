"""Customers who can be found again: each has a mark that stands in all that Keeta tells of them.

The messages are signed without our own code.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kitchen_app.store.journal import SUFFIX
from tests.builders import APP_ID, CALLBACK_URL, SECRET, compact, sample, signature
from tests.fakes import SHOP

MARK = re.compile(rb"zq[0-9]{6}qz")
"""What to look for in the bytes of files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One customer with one order. Moments are Keeta's; `url` and `secret` are for signing."""

    number: int
    ordered_at: datetime
    url: str = CALLBACK_URL
    secret: str = SECRET

    @property
    def mark(self) -> str:
        return f"zq{self.number:06}qz"

    @property
    def order_id(self) -> int:
        return 761200000000000 + 7 * self.number

    def info(self, **merchant: Any) -> dict[str, Any]:
        """Return the order object that Keeta shows."""
        ms = _ms(self.ordered_at)
        whole: dict[str, Any] = json.loads(sample("event_1001_bare")["message"])
        ids = {"orderViewId": self.order_id, "orderViewIdStr": str(self.order_id)}
        whole["baseOrder"] |= ids | {"ctime": ms, "remark": f"for {self.mark}, ring twice"}
        whole["merchantOrder"] |= (
            ids
            | {"shopId": int(SHOP), "ctime": ms, "unconfirmedStatusTime": ms}
            | {"seqNoStr": str(self.number), "seqNo": self.number}
            | merchant
        )
        whole["products"][0]["remark"] = f"{self.mark} likes it hot"
        whole["recipientInfo"] |= {
            "name": f"Sara {self.mark}",
            "phone": f"+966500{self.mark}",
            "addressName": f"12 {self.mark} Street",
            "houseNumber": self.mark,
            "addressStruct": json.dumps({"address": self.mark}),
        }
        whole["merchantOrderDeliveries"] = [
            {
                "deliveryMode": "1001",
                "deliveryStatus": 50,
                "deliveryStatusTime": ms,
                "courierName": f"Omar {self.mark}",
            }
        ]
        return whole

    def placed(self) -> bytes:
        return self._signed(1001, self.info())

    def accepted(self, at: datetime) -> bytes:
        return self._signed(1002, {"status": 30, "opTime": _ms(at)})

    def rider(self, at: datetime, state: int = 30) -> bytes:
        told = {"courierName": f"Omar {self.mark}", "courierPhone": f"+966{self.mark}"}
        return self._signed(1006, told | {"logisticsStatus": state, "opTime": _ms(at)})

    def completed(self, at: datetime) -> bytes:
        return self._signed(1003, {"status": 40, "opTime": _ms(at)})

    def cancelled(self, at: datetime) -> bytes:
        told = {"status": 50, "opType": 30, "cancelReason": f"{self.mark} rang us"}
        return self._signed(1004, told | {"opTime": _ms(at)})

    def refund(self, at: datetime, status: int = 1001) -> bytes:
        told = {
            "status": status,
            "afterSaleOrderId": 834000000000000 + self.number,
            "isAppeal": 0,
            "pictures": json.dumps([f"https://img.example.test/{self.mark}.jpg"]),
            "money": 1200,
            "currency": "SAR",
            "applyOpType": 10,
            "applyReason": f"{self.mark} found it cold",
            "opTime": _ms(at),
        }
        if status != 1001:
            told |= {"handleOpType": 20, "handleReason": f"sorry {self.mark}"}
        return self._signed(1005, told, repeat=status)

    def day(self) -> Iterator[tuple[datetime, bytes]]:
        """Yield an ordinary order from its placing to its end, each message with its moment."""
        minute = timedelta(minutes=1)
        steps = [
            (1, self.accepted),
            (10, self.rider),
            (20, lambda at: self.rider(at, 50)),
            (25, self.completed),
        ]
        yield self.ordered_at, self.placed()
        for minutes, step in steps:
            at = self.ordered_at + minutes * minute
            yield at, step(at)

    def _signed(self, event_id: int, message: Mapping[str, Any], repeat: int = 0) -> bytes:
        told = {"orderViewId": self.order_id, "shopId": int(SHOP)} | dict(message)
        step = told.get("logisticsStatus", repeat)
        message_id = f"{self.number:07}{event_id}{step}"
        return envelope(
            event_id, message_id, told, at=self.ordered_at, url=self.url, secret=self.secret
        )


def envelope(
    event_id: int,
    message_id: str,
    message: Mapping[str, Any] | str,
    *,
    at: datetime,
    url: str = CALLBACK_URL,
    secret: str = SECRET,
    shop_id: int = int(SHOP),
) -> bytes:
    """Return a signed callback as Keeta sends it."""
    members: dict[str, Any] = {
        "appId": APP_ID,
        "eventId": event_id,
        "message": message if isinstance(message, str) else compact(message),
        "messageId": message_id,
        "shopId": shop_id,
        "timestamp": int(at.timestamp()),
    }
    return compact(members | {"sig": signature(url, members, secret)}).encode()


def marks_in(folder: Path) -> set[str]:
    """Return the customers whose mark stands in the raw bytes of any file of a folder."""
    return _marks_of(folder.rglob("*"))


def marks_of_database(folder: Path) -> set[str]:
    """Return those in the database of a folder, and in what SQLite keeps beside it."""
    return _marks_of(folder.glob("kitchen.db*"))


_BASE64 = re.compile(rb'"body":"([^"]*)"')


def _marks_of(files: Iterable[Path]) -> set[str]:
    found: set[bytes] = set()
    for file in files:
        if file.is_file():
            content = file.read_bytes()
            found.update(MARK.findall(content))
            if file.suffix == SUFFIX:
                for hidden in _BASE64.findall(content):  # a journal's bodies
                    found.update(MARK.findall(base64.b64decode(hidden)))
    return {mark.decode() for mark in found}


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
