"""The pages for people. ``router`` serves them, ``error_page`` tells what went wrong; the engine comes from
``request.app.state.engine``.
"""

from app.pages.discovery import router as fixed_addresses
from app.pages.errors import error_page
from app.pages.routes import router

router.include_router(fixed_addresses)

__all__ = ["error_page", "router"]
