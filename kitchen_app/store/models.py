"""The tables, as peewee sees them. The migrations make them; a test holds the two equal."""

from peewee import AutoField, BlobField, IntegerField, Model, TextField


class InboxRow(Model):
    """A message as received. `body_hash` (SHA-256) tells a damaged body from a whole one.

    `order_id` is what it turned out to speak of. When its time is over the body is emptied; the
    row stays a while, so that a repeat is known.
    """

    row_id = AutoField()
    message_id = TextField()
    content_hash = TextField()
    event_id = IntegerField()
    shop_id = TextField(null=True)
    proven = IntegerField()
    body = BlobField()
    body_hash = TextField()
    received_at = IntegerField()  # milliseconds since 1970, our clock
    state = TextField()
    order_id = TextField(null=True)

    class Meta:
        table_name = "inbox"


class OrderRow(Model):
    """An order: the whole of it as JSON, and beside it the columns that are searched.

    `person_at`: when something of a person was last written; null once all of it is masked.
    """

    order_id = TextField(primary_key=True)
    number = TextField()
    status = TextField()
    document = BlobField()
    document_hash = TextField()
    changed_at = IntegerField()
    person_at = IntegerField(null=True)

    class Meta:
        table_name = "orders"


class TimelineRow(Model):
    """One thing that happened to an order, chained to the one before it; never changed."""

    row_id = AutoField()
    order_id = TextField()
    at = IntegerField()
    kind = TextField()
    detail = TextField()
    noted_at = IntegerField(default=0)
    chain = TextField(default="")

    class Meta:
        table_name = "timeline"


class ActionRow(Model):
    """One touch of a person. At most one is open for each order (a partial unique index)."""

    row_id = AutoField()
    key = TextField(unique=True)
    order_id = TextField()
    kind = TextField()
    state = TextField()
    document = BlobField()
    document_hash = TextField()

    class Meta:
        table_name = "actions"


class RefundRow(Model):
    """One refund case."""

    case_id = TextField(primary_key=True)
    order_id = TextField()
    state = TextField()
    document = BlobField()
    document_hash = TextField()

    class Meta:
        table_name = "refunds"


class LookRow(Model):
    """When a finished order was last read again."""

    order_id = TextField(primary_key=True)
    looked_at = IntegerField()

    class Meta:
        table_name = "looks"


class BackupRow(Model):
    """One row: the number of the newest backup that was begun. An older file knows an older one."""

    row_id = AutoField()
    number = IntegerField()

    class Meta:
        table_name = "backup"


class MoneyRow(Model):
    """What an order earned and gave back, kept when the order itself is gone."""

    order_id = TextField(primary_key=True)
    ended_at = IntegerField()
    document = BlobField()
    document_hash = TextField()

    class Meta:
        table_name = "money"


class MarksRow(Model):
    """What people noted on an order for themselves."""

    order_id = TextField(primary_key=True)
    document = BlobField()
    document_hash = TextField()

    class Meta:
        table_name = "marks"


class SoldOutRow(Model):
    """A product that was marked as sold out."""

    product = TextField(primary_key=True)
    document = BlobField()
    document_hash = TextField()

    class Meta:
        table_name = "sold_out"


class PrintRow(Model):
    """One paper of an order, at one printer."""

    job_id = TextField(primary_key=True)
    order_id = TextField()
    at = TextField()
    state = TextField()
    wanted_at = IntegerField()
    document = BlobField()
    document_hash = TextField()

    class Meta:
        table_name = "print_jobs"


class HistoryRow(Model):
    """One order in the index; the larger its key, the later it was placed (`store.history`).

    Amounts are in minor units of `currency`.
    """

    row_id = AutoField()
    order_id = TextField()
    order_id_backwards = TextField()
    outcome = TextField()
    currency = TextField()
    paid = IntegerField()
    refunded = IntegerField()
    given_back = IntegerField()
    tokens_hash = TextField()

    class Meta:
        table_name = "history"


class HistoryNameRow(Model):
    """The names of a dish or an option in all languages, as they are compared."""

    name_id = AutoField()
    text = TextField()

    class Meta:
        table_name = "history_names"


class HistoryNoteRow(Model):
    """A customer's words about an order, as they are compared; gone when the order is masked."""

    row_id = AutoField()
    text = TextField()

    class Meta:
        table_name = "history_notes"


class HistoryStateRow(Model):
    """One row: which orders of an older program are not in the index yet, and about how many."""

    row_id = AutoField()
    todo = IntegerField()
    remaining = IntegerField()

    class Meta:
        table_name = "history_state"


class CookingRow(Model):
    """How long an order took: `items` is a JSON list; `order_id` is null once it is deleted."""

    row_id = AutoField()
    order_id = TextField(null=True, unique=True)
    began_at = IntegerField()
    took_s = IntegerField()
    items = TextField()

    class Meta:
        table_name = "cooking_times"


TABLES: dict[str, type[Model]] = {
    "inbox": InboxRow,
    "orders": OrderRow,
    "timeline": TimelineRow,
    "actions": ActionRow,
    "refunds": RefundRow,
    "looks": LookRow,
    "backup": BackupRow,
    "money": MoneyRow,
    "marks": MarksRow,
    "sold_out": SoldOutRow,
    "print_jobs": PrintRow,
    "history": HistoryRow,
    "history_names": HistoryNameRow,
    "history_notes": HistoryNoteRow,
    "history_state": HistoryStateRow,
    "cooking_times": CookingRow,
}
