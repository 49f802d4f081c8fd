"""The pages for people. ``router`` serves them; the engine comes from ``request.app.state.engine``."""

from app.pages.routes import router

__all__ = ["router"]
