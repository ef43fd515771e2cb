'use client'
import { Package } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { askExport } from '#lib/retention/export-actions.ts'
import type { ExportView } from '#lib/retention/model.ts'
import { ExportList } from './export-list.tsx'

/** Packages for somebody who has no access here: those there are, and a new one. `can`: there is something to pack. */
export function ExportPanel({
  archiveId,
  exports,
  can,
}: {
  archiveId: string
  exports: readonly ExportView[]
  can: boolean
}) {
  const [asking, setAsking] = useState(false)
  if (!can && exports.length === 0) return null
  const isMaking = exports.some(({ state }) => state === 'making')
  return (
    <section aria-labelledby="export" className="grid gap-3 border-t px-4 py-3">
      <h2 id="export" className="font-[550]">
        Export
      </h2>
      <ExportList exports={exports} />
      {can && (
        <Button className="justify-self-start" disabled={isMaking} onClick={() => setAsking(true)}>
          <Package aria-hidden="true" className="size-3.5" />
          {isMaking ? 'Being made' : 'Make a package'}
        </Button>
      )}
      {asking && <ExportDialog archiveId={archiveId} onClose={() => setAsking(false)} />}
    </section>
  )
}

function ExportDialog({ archiveId, onClose }: { archiveId: string; onClose: () => void }) {
  const router = useRouter()
  return (
    <DoorDialog
      title="Export as a signed package?"
      description="The file, its timeline, findings and its part of the audit log. It lies ready for 7 days; each download is on the record."
      verb="Make the package"
      doing="Asking"
      send={({ reason = '' }) => askExport({ archiveId, reason: reason.trim() })}
      onDone={() => {
        onClose()
        announce('The package is being made', 'own')
        router.refresh()
      }}
      onClose={onClose}
    >
      <Field label="What it is for" name="reason" maxLength={500} required autoFocus />
    </DoorDialog>
  )
}
