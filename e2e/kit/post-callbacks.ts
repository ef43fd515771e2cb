import { signature } from './callbacks.ts'
import type { WireEvent } from './history.ts'
import type { SandboxProject } from './sandbox-process.ts'

/** Posts callbacks to a console as the platform would, signed with the project's secret; throws unless each is taken. */
export async function postCallbacks(
  consoleUrl: string,
  project: SandboxProject,
  events: readonly WireEvent[],
): Promise<void> {
  for (const event of events) {
    const body = JSON.stringify(event)
    const response = await fetch(new URL(`/api/callbacks/${project.apiKey}`, consoleUrl), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${signature(project.apiKey, body, { secret: project.signatureSecret })}`,
      },
      body,
    })
    if (response.status !== 200)
      throw new Error(`A callback was answered ${response.status}: ${await response.text()}`)
  }
}
