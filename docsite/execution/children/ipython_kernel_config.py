"""How the labs' plots are kept: as drawings, all of one size."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {"bbox_inches": None}
