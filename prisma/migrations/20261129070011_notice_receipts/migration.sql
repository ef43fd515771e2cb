-- Whose page has shown that a recording is about to begin

-- CreateTable
CREATE TABLE "NoticeReceipt" (
    "actionId" UUID NOT NULL,
    "grantId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NoticeReceipt_pkey" PRIMARY KEY ("actionId","grantId")
);

-- CreateIndex
CREATE INDEX "NoticeReceipt_grantId_idx" ON "NoticeReceipt"("grantId");

-- AddForeignKey
ALTER TABLE "NoticeReceipt" ADD CONSTRAINT "NoticeReceipt_actionId_fkey" FOREIGN KEY ("actionId") REFERENCES "Action"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeReceipt" ADD CONSTRAINT "NoticeReceipt_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "Grant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
