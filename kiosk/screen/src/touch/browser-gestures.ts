/** What a browser does with fingers beside pressing buttons; none of it belongs on a kiosk. */
const UNWANTED = ['contextmenu', 'dragstart', 'selectstart', 'gesturestart'] as const

function prevent(event: Event): void {
  event.preventDefault()
}

function preventZoom(event: WheelEvent): void {
  if (event.ctrlKey) event.preventDefault()
}

function preventZoomKeys(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && ['+', '-', '=', '0'].includes(event.key)) event.preventDefault()
}

/**
 * Takes menus, dragging, selecting and zooming off the page, and tells of every touch, and of what a person's keys press. The style sheet does the
 * rest (`touch-action`, `user-select`, `overscroll-behavior`). Returns what undoes it.
 */
export function keepBrowserGesturesOut(page: Document, onTouch: (event: Event) => void): () => void {
  const owner = new AbortController()
  const { signal } = owner
  for (const type of UNWANTED) page.addEventListener(type, prevent, { signal })
  page.addEventListener('wheel', preventZoom, { signal, passive: false })
  page.addEventListener('keydown', preventZoomKeys, { signal })
  page.addEventListener('pointerdown', onTouch, { signal, capture: true })
  page.addEventListener('keydown', onTouch, { signal, capture: true })
  page.addEventListener('click', onTouch, { signal, capture: true })
  return () => owner.abort()
}
