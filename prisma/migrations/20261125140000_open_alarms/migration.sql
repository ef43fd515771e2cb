-- Looked through every second for alarms that have nothing left to alarm about (lib/moderation/resolve-alerts.ts).
CREATE INDEX "Alert_open_unconfirmed" ON "Alert" ("sessionId") WHERE "kind" = 'actionUnconfirmed' AND "resolvedAt" IS NULL;
