"""Which office a person holds, of what, as the copy says it.

`words` are the words by which offices are told, `tokens` those of the document, `phrase` reads a title from its first
word on, `holders` finds whose it is: of the name that follows (`Presiden Kirgistan Sadyr Zhaparov`, `Kepala BNPB Letjen
TNI Suharyanto`) or of one `before` (`Tokayev, presiden Kazakhstan`, `Basuki selaku Menteri PUPR`), or of several
(`lists`), and `component` is the pipeline's `roles`.
"""

from kawat.roles.component import Role, Roles, make_roles

__all__ = ["Role", "Roles", "make_roles"]
