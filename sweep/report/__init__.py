"""The report of a sweep: static pages for people, exports for machines."""

from sweep.report.exports import schema, write_exports
from sweep.report.site import write_report

__all__ = ["schema", "write_exports", "write_report"]
