"""allauth's forms in our words: labels that stay, hints that help, errors that say what to do."""

from typing import Any

from allauth.account import forms as allauth_forms
from django.conf import settings
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("Your e-mail address"),
    "email": _("Your e-mail address"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "oldpassword": _("The password you have now"),
}
HINTS = {"password1": _("12 characters or more. A few words in a row work well.")}


class PlainWords:
    """Mix into a form of allauth's: no placeholder, our labels, our words for what is missing."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = HINTS.get(name, "")
            field.error_messages["required"] = _("Fill in: %(label)s.") % {"label": str(field.label).lower()}
            if name in {"login", "email"}:
                field.error_messages["invalid"] = _("Write the whole address, as in name@example.org.")
                # Django's validator has words of its own, and is shared by all forms.
                field.validators = [EmailValidator(field.error_messages["invalid"])]


class SignInForm(PlainWords, allauth_forms.LoginForm):
    """Address and password."""

    @property
    def may_sign_up(self) -> bool:
        """Whether people may make an account by themselves, so that the page says how."""
        return bool(settings.CAIRN_SIGN_UP_DOMAINS)


class SignUpForm(PlainWords, allauth_forms.SignupForm):
    """A new account, where the operator lets people make one."""


class ChangeAddressForm(PlainWords, allauth_forms.AddEmailForm):
    """Another e-mail address."""


class ChangePasswordForm(PlainWords, allauth_forms.ChangePasswordForm):
    """The old password and a new one."""


class SetPasswordForm(PlainWords, allauth_forms.SetPasswordForm):
    """A first password, for an account that has none."""


class ForgottenPasswordForm(PlainWords, allauth_forms.ResetPasswordForm):
    """The address to send a link to."""


class NewPasswordForm(PlainWords, allauth_forms.ResetPasswordKeyForm):
    """The new password, behind that link."""


class AgainForm(PlainWords, allauth_forms.ReauthenticateForm):
    """The password once more, before something that matters."""
