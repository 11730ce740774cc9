"""A pupil of two schools has a paper in each: the key changes, and the empty tables are made anew."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]

    operations = [
        migrations.DeleteModel(name="Signature"),
        migrations.DeleteModel(name="Representative"),
        migrations.DeleteModel(name="CivilFile"),
        migrations.CreateModel(
            name="CivilFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pupil", models.UUIDField(verbose_name="pupil (opaque id)")),
                ("school", models.UUIDField(verbose_name="school (opaque id)")),
                ("family_name", models.CharField(blank=True, max_length=120, verbose_name="family name")),
                ("given_name", models.CharField(blank=True, max_length=120, verbose_name="given name")),
                ("birth_date", models.DateField(verbose_name="birth date")),
                ("kept_until", models.DateField(verbose_name="kept until")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created"),
                ),
            ],
            options={
                "verbose_name": "pupil's paper",
                "verbose_name_plural": "pupils' papers",
                "indexes": [models.Index(fields=["kept_until"], name="paper_by_end")],
                "constraints": [models.UniqueConstraint(fields=("pupil", "school"), name="one_paper_a_school")],
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="representatives",
                        to="papers.civilfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal representative",
                "verbose_name_plural": "legal representatives",
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.CharField(max_length=80, verbose_name="document")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the document")),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="signed")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signatures", to="papers.civilfile"
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="signatures",
                        to="papers.representative",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "ordering": ["-signed_at", "-id"],
            },
        ),
    ]
