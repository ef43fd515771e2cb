-- Whether the moment a recording stopped is only reckoned; the platform's own word for it replaces that.
ALTER TABLE "Archive" ADD COLUMN "stopReckoned" BOOLEAN NOT NULL DEFAULT false;
