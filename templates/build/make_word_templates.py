"""Makes the first editions of the Word templates: `python templates/build/make_word_templates.py`.

A template is edited in Word ever after (docs/documents.md says how); running this again puts the first edition back.
"""

from page import TEMPLATES
from partner_annex import annex
from route_document import route

if __name__ == "__main__":
    route(TEMPLATES / "route.docx")
    annex(TEMPLATES / "annex_network.docx")
