/** Whether something comes true within a tenth of a second; a simulator that is gone shows nothing. */
export async function soon(looks: () => Promise<boolean>): Promise<boolean> {
  for (let look = 0; look < 20; look += 1) {
    if (await looks().catch(() => false)) return true
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return false
}
