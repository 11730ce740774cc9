"""What is filled in about roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from envol.web.network.models import Membership, Organisation, Role, Site
from envol.web.people.models import Person

if TYPE_CHECKING:
    _MembershipField = forms.ModelChoiceField[Membership]
else:
    # Django knows the model at run time only.
    _MembershipField = forms.ModelChoiceField


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InviteForm(forms.Form):
    """Whom to invite to which role."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"))
    site = forms.ModelChoiceField(
        label=_("Site"), queryset=Site.objects.none(), required=False, empty_label=_("no site in particular")
    )

    def __init__(self, *args: Any, organisation: Organisation, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, site = self.fields["role"], self.fields["site"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(site, forms.ModelChoiceField)
        role.choices = [(each.value, each.label) for each in roles]
        role.initial = Role.TEACHER
        site.queryset = Site.objects.filter(organisation=organisation)
        if not site.queryset.exists():
            del self.fields["site"]


class EndForm(forms.Form):
    """The last day of a role."""

    last = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DayInput(),
        help_text=_("Left empty, the role ends at once."),
    )


class _Lendable(_MembershipField):
    def label_from_instance(self, obj: Any) -> str:
        """Return a role and where it is."""
        return f"{obj.get_role_display()} · {obj.organisation}"


class LendForm(forms.Form):
    """Which role is lent to whom, and until when."""

    membership = _Lendable(label=_("Role"), queryset=Membership.objects.none())
    receiver = forms.ModelChoiceField(label=_("Colleague"), queryset=Person.objects.none())
    since = forms.DateField(label=_("From"), required=False, widget=DayInput(), help_text=_("Left empty, from today."))
    until = forms.DateField(
        label=_("Last day"), widget=DayInput(), help_text=_("One school year later at most; it ends by itself.")
    )

    def __init__(self, *args: Any, roles: QuerySet[Membership], colleagues: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        membership, receiver = self.fields["membership"], self.fields["receiver"]
        assert isinstance(membership, forms.ModelChoiceField)
        assert isinstance(receiver, forms.ModelChoiceField)
        membership.queryset, receiver.queryset = roles, colleagues
        if roles.count() == 1:
            membership.initial = roles.get().pk
