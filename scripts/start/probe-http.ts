/** Whether a Gavel answers at this address, database included. */
export async function answers(origin: string, path = '/api/ready'): Promise<boolean> {
  try {
    const response = await fetch(new URL(path, origin), {
      signal: AbortSignal.timeout(3_000),
      redirect: 'manual',
    })
    await response.body?.cancel()
    return response.status === 200
  } catch {
    return false
  }
}
