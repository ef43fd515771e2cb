-- An ask and its outcome have a request in common; so has all that one request left on the record.
CREATE INDEX "AuditEntry_requestId_seq_idx" ON "AuditEntry"("requestId", "seq");
