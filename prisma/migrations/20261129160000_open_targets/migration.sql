-- What was asked and is not settled is looked for every second, among all that was ever asked.
CREATE INDEX "ActionTarget_open_idx" ON "ActionTarget" ("actionId") WHERE "state" IN ('asked', 'sent', 'unconfirmed');

-- And whether somebody whose removal was given up in the last hour is gone after all.
CREATE INDEX "Action_disconnect_askedAt_idx" ON "Action" ("askedAt") WHERE "kind" = 'disconnect';
