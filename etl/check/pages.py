"""Writes the rules' pages (docs/rules, in Chinese) from the catalogue: `python -m etl.check.pages FOLDER`.

The pages are made and never edited by hand; a test compares them with the catalogue.
"""

from __future__ import annotations

import sys
from pathlib import Path

from etl.catalogue import read_yaml
from etl.check import rules
from etl.check.model import Rule

OUTCOMES = {
    "错误": "数字能够证明的判为不符，其余存疑。",
    "疑点": "需要人判断，一般只存疑。",
    "提示": "形式和完整性问题，一般只存疑。",
}


def page(rule: Rule) -> str:
    """One rule's page."""
    lines = [
        f"# {rule.title}",
        "",
        f"规则编号 `{rule.rule_id}` · {rule.family} · {rule.severity}（{OUTCOMES[rule.severity]}）",
        "",
        f"- **依据**：{rule.cites}",
        f"- **范围**：{rule.scope}",
        f"- **怎么核**：{rule.how}",
        f"- **误差**：{rule.tolerance}",
        f"- **发现后怎么办**：{rule.advice}",
        f"- **无法核验时**：{rule.missing}",
        "",
        f"例子（不符、相符、误差之内）见 [cases.yml](../../tests/rules/{rule.rule_id}/cases.yml)。",
        "",
    ]
    return "\n".join(lines)


def contents() -> str:
    """The list of all rules by family."""
    lines = ["# 勾稽核验规则", "", "由 `etl/catalogue/rules.yml` 生成，请勿手工修改。", ""]
    for family, entry in read_yaml("rules.yml")["families"].items():
        lines += [f"## {family}", "", entry["about"], ""]
        lines += [f"- [{r.title}]({r.rule_id}.md)（{r.severity}）" for r in rules() if r.family == family]
        lines.append("")
    return "\n".join(lines)


def write(folder: Path) -> int:
    """Writes all pages and removes those of rules that no longer exist; returns how many rules there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.stem for path in folder.glob("*.md")} - {rule.rule_id for rule in rules()}:
        (folder / f"{stale}.md").unlink()
    for rule in rules():
        (folder / f"{rule.rule_id}.md").write_text(page(rule), encoding="utf-8")
    (folder / "README.md").write_text(contents(), encoding="utf-8")
    return len(rules())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
