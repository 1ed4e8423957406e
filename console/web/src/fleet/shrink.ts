/** Longest side that a call display can show, pixels. */
const LONGEST = 1_920
const QUALITY = 0.88

/**
 * An image as call displays need it, in base64: no larger than a screen, JPEG, without what cameras write beside it (place,
 * time). Null: the file is no image that this browser reads.
 */
export async function shrunkImage(file: Blob): Promise<string | null> {
  // What cannot be read is told by the answer.
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return null
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (!context) return null
  // JPEG has no transparency: what is clear stands on white.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const address = canvas.toDataURL('image/jpeg', QUALITY)
  return address.slice(address.indexOf(',') + 1)
}
