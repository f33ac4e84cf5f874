"""The modules that `make mutation` changes, room by room → the tests that belong to each."""

from __future__ import annotations

from types import MappingProxyType

CONTRACT = "test_moodle_limits.py test_moodle_contract.py test_moodle_answers.py test_moodle.py"
MOODLE = f"test_moodle_media.py test_moodle_readback.py {CONTRACT}"
GIFT_MODULES = ("syntax", "fitted", "kinds", "contract", "found", "planned", "__init__")
MOODLE_MODULES = (
    "kinds planned cloze matching found readback words categories media tex xml"
).split()
SHARED_MODULES = "asked facts features losses media passages remarks verify words".split()
NOT_EXTREME = "test_fairness.py::test_a_single_version_is_not_extreme_either"
POINTS = "test_draw.py::test_points_and_wrong_come_from_the_section"
KEYS = " ".join(
    f"test_keys.py::test_{name}"
    for name in (
        "a_key_that_is_right_is_found_to_be a_wrong_letter_is_caught a_wrong_head_or_row_is_caught "
        "rows_that_would_share_a_block_by_mistake_are_caught "
        "what_is_laid_out_is_the_same_for_every_draw_of_the_same_questions".split()
    )
)
EXAM = "test_bank.py test_blueprint.py test_paper_marking.py test_draw.py test_assemble.py"
COMPOSED_KEYS = (
    "test_keys.py::test_composed_keys_read_as_those_that_are_laid_out_as_a_whole "
    "test_keys.py::test_nothing_is_made_of_a_wrong_key"
)
COMPOSED = "test_outlines.py test_placement.py " + " ".join(
    f"test_composed.py::test_a_composed_paper_is_the_printed_one[{seed}]" for seed in (2, 5, 13)
)
PDF_KEYS = (
    "test_keys.py::test_the_key_of_a_single_form_is_composed_too "
    "test_pdf_files.py::test_the_first_and_the_last_paper_and_every_block_are_read_back[each] "
    "test_pdf_files.py::test_keys_that_are_laid_out_as_a_whole_are_told_of_where_they_need_several_files "
    "test_keys.py::test_where_a_template_or_style_hinders_the_keys_are_laid_out_as_a_whole"
)
HIDDEN_TEXT = "test_paper_print.py::test_text_that_a_style_sheet_hides_is_missed"
QTI1_MODULES = (
    "archive body found found_answers found_texts kinds kinds_parts kinds_single parts planned "
    "reasons settings texts xml"
).split()
QTI_MODULES = (
    "answers body contract dialects feedback found items names packages parts picking planned "
    "readback scoring writing"
).split()
ANKI_MODULES = "__init__ cards collection found media names order planned readback".split()
H5P_MODULES = "blanks files found kinds limits media planned readback simple words".split()
ROWS_MODULES = (
    "blackboard blackboard_facts brightspace brightspace_facts brightspace_rows fields found limits"
).split()
IMPORTERS = {
    "moodle": "choices cloze cloze_syntax common given holes",
    "qti12": "choices gaps kinds scoring sides",
    "qti": "accepted engine expressions normal operators pairing picking values",
    "gift": "kinds looks numeric weights written",
    "table": "cells choices header keys kinds marks own",
    "notes": "keys marks options outline starts twins",
}
"""Importer → those of its modules that decide what is right, and for how much."""

IMPORTER_TESTS = {
    "moodle": "test_import_moodle.py test_import_moodle_again.py",
    "qti12": "test_import_qti12.py test_import_qti12_round_trip.py",
    "qti": "test_import_qti_items.py test_import_qti.py test_import_qti_packages.py",
    "gift": "test_import_gift.py",
    "table": "test_import_table.py test_import_workbook.py test_import_round_trip_tables.py",
    "notes": "test_import_notes.py",
}
TABLE_MODULES = "harmless limits text words workbook".split()


def modules(folder: str, tests: str, *names: str) -> dict[str, str]:
    """Modules of a folder of exporters, all with the same tests."""
    return {f"export/{folder}/{name}.py": tests for name in names}


def golden(*exporters: str) -> str:
    """What these exporters write of the bank that has everything, and what they say is lost."""
    tests = ("the_files_are_the_golden_ones", "losses_are_told_question_by_question")
    return " ".join(
        f"test_exporters.py::test_{test}[{name}]" for test in tests for name in exporters
    )


QTI1 = f"{golden('canvas', 'cartridge')} test_cartridge.py test_canvas.py test_qti1_import.py"
QTI = f"{golden('qti21', 'qti30')} test_qti.py"
ANKI = f"{golden('anki')} test_anki.py"
PRACTICE = f"{golden('html')} test_practice.py"
PAGES = f"{golden('web', 'html')} test_web.py test_practice.py"
H5P = f"{golden('h5p')} test_h5p.py"
ROWS = f"{golden('blackboard', 'brightspace')} test_rows.py"
TABLE = f"{golden('csv')} test_table.py"
GAMES = f"{golden('kahoot', 'wayground')} test_games.py"

ROOMS = MappingProxyType(
    {
        "assemble": {
            "assemble/chance.py": "test_chance.py",
            "assemble/labels.py": "test_assemble.py::test_labels",
            "assemble/likeness.py": "test_likeness.py",
            "assemble/code.py": "test_assemble.py",
            "assemble/independence.py": "test_draw.py",
            "assemble/allot.py": "test_draw.py",
            "assemble/draw.py": "test_draw.py test_assemble.py::test_frozen_draw",
            "assemble/reports.py": "test_draw.py",
            "assemble/arrange.py": f"{POINTS} test_fairness.py test_assemble.py",
            "assemble/__init__.py": f"{NOT_EXTREME} test_assemble.py test_likeness.py test_draw.py",
        },
        "keys": {
            "paper/views/marking.py": "test_paper_marking.py test_paper.py test_moodle.py",
            "paper/views/answer_sheet.py": "test_paper.py test_blueprint.py",
            "paper/checks/placement.py": "test_placement.py",
            "paper/checks/key_check.py": KEYS,
            "paper/outlines/key_outline.py": f"test_outlines.py {KEYS} {COMPOSED_KEYS}",
            "model/exam.py": EXAM,
            "paper/outlines/outline.py": COMPOSED,
        },
        "moodle": {
            "export/moodle/fractions.py": "test_moodle_fractions.py test_moodle.py",
            "export/moodle/contract.py": CONTRACT,
            "export/moodle/contract_entries.py": CONTRACT,
            "export/moodle/contract_kinds.py": CONTRACT,
            **{f"export/moodle/{name}.py": MOODLE for name in MOODLE_MODULES},
        },
        "platforms": {
            f"export/lms/{name}.py": f"test_exporters.py {MOODLE}" for name in SHARED_MODULES
        },
        "pdf": {
            "export/pdf_spread.py": "test_spread_batches.py",
            "export/pdf_printing.py": "test_pdf_files.py",
            "export/pdf_keys.py": PDF_KEYS,
            "export/pdf_papers.py": "test_pdf_files.py",
            "export/pdf.py": f"{HIDDEN_TEXT} test_pdf_files.py",
        },
        "text": {
            "formats/gift.py": "test_formats.py test_gift.py",
            "formats/aiken.py": "test_formats.py test_aiken.py",
            "export/aiken.py": "test_aiken.py",
            **{f"export/gift/{name}.py": "test_gift.py" for name in GIFT_MODULES},
        },
        "qti1": {
            **modules("canvas", QTI1, *"assessment limits readback".split()),
            **modules("cartridge", QTI1, *"assessment limits nearest readback".split()),
            **modules("qti1", QTI1, *QTI1_MODULES),
        },
        "qti": modules("qti", QTI, *QTI_MODULES),
        "anki": modules("anki", ANKI, *ANKI_MODULES),
        "practice": modules("practice", PRACTICE, *"found planned readback shares view".split()),
        "pages": {
            **modules("web", f"{golden('web')} test_web.py", "__init__", "readback"),
            **modules("page", PAGES, *"acting content page reading".split()),
        },
        "h5p": modules("h5p", H5P, *H5P_MODULES),
        "docx": modules("docx", "test_docx.py", *"__init__ formulas media page readback".split()),
        "rows": modules("rows", ROWS, *ROWS_MODULES),
        "spreadsheets": {
            **modules("spreadsheets", TABLE, *"columns table table_facts".split()),
            **modules("spreadsheets", GAMES, *"game_facts games kahoot sheet wayground".split()),
            **modules("spreadsheets", f"{TABLE} {GAMES}", *TABLE_MODULES),
        },
        **{
            f"import-{name}": {
                f"importers/{name}/{module}.py": IMPORTER_TESTS[name] for module in listed.split()
            }
            for name, listed in IMPORTERS.items()
        },
        "imports": {
            "importers/shared/formulas.py": "test_import_formulas.py",
            "importers/shared/patterns.py": "test_import_moodle.py test_import_moodle_again.py",
            "importers/deck/fitting.py": "test_import_fitting.py",
            "importers/shared/html/nesting.py": "test_import_html.py",
            "author/escape.py": "test_author.py",
        },
        "data": {"export/questions_json.py": f"{golden('json')} test_questions_json.py"},
    }
)
"""Room → its modules → the tests that belong to each, quickest first."""
