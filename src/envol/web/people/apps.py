"""The app's declaration."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People."""

    name = "envol.web.people"
    label = "people"

    def ready(self) -> None:
        """Register what is kept about people, for how long, and the sentences of what they do."""
        from envol.web.accountability.sentences import register_sentences
        from envol.web.people.borrowed import annotate
        from envol.web.people.deeds import SENTENCES
        from envol.web.people.personal import register_parts
        from envol.web.people.retention import register_jobs

        annotate()
        register_parts()
        register_jobs()
        register_sentences(SENTENCES)
