"""A file that is looked at first and taken second: between the two it stays with whoever sent it, in the page."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_BYTES = 512 * 1024


class UploadForm(forms.Form):
    """A CSV file."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """A list is no large file."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large: export one class or one site at a time."))
        return file


class CarriedForm(forms.Form):
    """A file that was looked at, in the page that showed what it holds."""

    content = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput, max_length=200)
    division = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)
    others = forms.BooleanField(label=gettext_lazy("Import the others"), required=False)
    again = forms.BooleanField(required=False)

    def clean_content(self) -> bytes:
        """The bytes of the file."""
        try:
            content = b64decode(self.cleaned_data["content"], validate=True)
        except (NotBase64, ValueError):
            raise forms.ValidationError(_("The file did not come whole: choose it again.")) from None
        if len(content) > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large: export one class or one site at a time."))
        return content


def carried(content: bytes) -> str:
    """Return a file as a page carries it."""
    return b64encode(content).decode()


def name_of(file: UploadedFile[bytes]) -> str:
    """Return what faults call a file."""
    return (file.name or "list.csv")[:200]
