import { CircleX } from 'lucide-react'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ProjectView } from '#lib/live/model.ts'

/** Projects whose platform cannot be asked just now: what is shown of them may be old. */
export function ProjectTrouble({ projects }: { projects: readonly ProjectView[] }) {
  return projects.map(
    ({ id, name, trouble, reconciledAt }) =>
      trouble && (
        <p key={id} className="flex flex-none items-center gap-3 border-b bg-failed-bg px-4 py-2 text-ink-2">
          <CircleX aria-hidden="true" className="size-4 flex-none text-failed" strokeWidth={1.6} />
          <span className="min-w-0">
            <strong className="font-semibold text-ink">
              <PersonName name={name} />
            </strong>
            : {trouble}
            {reconciledAt && (
              <>
                {' '}
                Last looked up at <Time at={reconciledAt} seconds />.
              </>
            )}
          </span>
        </p>
      ),
  )
}
