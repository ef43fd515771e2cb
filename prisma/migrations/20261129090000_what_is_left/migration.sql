-- What is claimed or under review now is little, beside all that ever was: it is looked at every second.
CREATE INDEX "Alert_claimed_open_idx" ON "Alert" ("claimedById") WHERE "claimedById" IS NOT NULL AND "resolvedAt" IS NULL;
CREATE INDEX "Review_open_idx" ON "Review" ("reviewerId") WHERE "state" = 'inReview';
