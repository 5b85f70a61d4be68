"""How a form is drawn: our own field templates, and no colon after a label."""

from django.forms.renderers import TemplatesSetting


class CairnRenderer(TemplatesSetting):
    """Draws forms from templates/, so that errors, hints and labels look the same everywhere."""

    field_template_name = "components/field.html"
