import { CircleX } from 'lucide-react'
import { visibleText } from '#components/ui/visible-text.ts'
import type { ProjectView } from '#lib/live/model.ts'

/** Projects whose platform cannot be asked just now, those with the same trouble together: what is shown of them may be old. */
export function ProjectTrouble({ projects }: { projects: readonly ProjectView[] }) {
  const troubles = [...Map.groupBy(projects, ({ trouble }) => trouble)]
  if (troubles.every(([trouble]) => trouble === null)) return null
  return (
    <section aria-label="Trouble with the platform" className="flex-none">
      {troubles.map(
        ([trouble, troubled]) =>
          trouble !== null && (
            <p key={trouble} className="flex items-center gap-3 border-b bg-failed-bg px-4 py-2 text-ink-2">
              <CircleX aria-hidden="true" className="size-4 flex-none text-failed" strokeWidth={1.6} />
              <span className="min-w-0">
                <strong className="font-semibold text-ink">
                  {troubled.map(({ name }) => visibleText(name)).join(', ')}
                </strong>
                : {trouble}
              </span>
            </p>
          ),
      )}
    </section>
  )
}
