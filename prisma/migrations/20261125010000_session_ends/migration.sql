-- The first end of a session at or after a connection's beginning: asked for each row that a batch touches.
CREATE INDEX "PlatformEvent_session_ends" ON "PlatformEvent" ("sessionId", "platformAt") WHERE "kind" = 'sessionDestroyed';
