"""Sessions that do not know the hour: a sign-in at 14:02 must not stand beside a story that came in at 14:10.

Django's own keep the second three times: as the row's end, in the signature, and (by allauth) among the data. Here the
end is a midnight, the signature carries no time, and the data's times are cut to the day.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core import signing
from django.utils import timezone

METHODS = "account_authentication_methods"  # allauth's: how and when this browser signed in


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with days in place of times."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return the data signed and packed, with nothing in it finer than a day."""
        return self._signer().sign_object(_by_the_day(session_dict), serializer=self.serializer, compress=True)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Return what `encode` packed; nothing for anything else."""
        try:
            data: dict[str, Any] = self._signer().unsign_object(str(session_data), serializer=self.serializer)
        except (signing.BadSignature, ValueError):
            return {}
        return data

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Return the row, which ends at the midnight after its time is over."""
        row = super().create_model_instance(data)
        row.expire_date = _midnight(row.expire_date) + timedelta(days=1)
        return row

    def _signer(self) -> signing.Signer:
        return signing.Signer(salt=self.key_salt)


def _by_the_day(data: dict[str, Any]) -> dict[str, Any]:
    methods = [
        {**each, "at": _midnight(datetime.fromtimestamp(each["at"], tz=timezone.get_current_timezone())).timestamp()}
        if "at" in each
        else each
        for each in data.get(METHODS, [])
    ]
    return {**data, METHODS: methods} if methods else data


def _midnight(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
