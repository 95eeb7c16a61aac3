"""What the program keeps: the SQLite database, the configuration file, the secrets.

peewee is known here and nowhere else; what goes out are domain dataclasses.
Satisfies `services.ports.Store`; imports services, domain and base.
"""
