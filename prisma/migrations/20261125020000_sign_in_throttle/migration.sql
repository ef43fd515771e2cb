-- Attempts to sign in, per account and per address, shared by all servers and kept over restarts.
CREATE TABLE "SignInThrottle" (
    "key" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "blockedUntil" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignInThrottle_pkey" PRIMARY KEY ("key")
);

-- For sweeping out what is long past.
CREATE INDEX "SignInThrottle_lastAt_idx" ON "SignInThrottle"("lastAt");
