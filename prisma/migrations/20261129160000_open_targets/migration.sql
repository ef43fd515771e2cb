-- What was asked and is not settled is looked for every second, among all that was ever asked.
CREATE INDEX "ActionTarget_open_idx" ON "ActionTarget" ("actionId") WHERE "state" IN ('asked', 'sent', 'unconfirmed');
