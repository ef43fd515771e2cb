import { ShieldAlert } from 'lucide-react'
import { PersonName } from '#components/ui/person-name.tsx'

/** In whose name a recording began; one that began by another way than Gavel was authorized by nobody here. */
export function StartedBy({ name }: { name: string | null }) {
  if (name !== null) return <PersonName name={name} className="block" />
  return (
    <span className="inline-flex items-center gap-1.5 text-alert">
      <ShieldAlert aria-hidden="true" className="size-3.5 flex-none" />
      Not authorized here
    </span>
  )
}
