-- CreateTable: unlogged, as a call by a program must not wait for the disk; after a crash every key is rested
CREATE UNLOGGED TABLE "KeyPace" (
    "keyId" UUID NOT NULL,
    "restedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeyPace_pkey" PRIMARY KEY ("keyId")
);

-- AddForeignKey
ALTER TABLE "KeyPace" ADD CONSTRAINT "KeyPace_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "ApiKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;
