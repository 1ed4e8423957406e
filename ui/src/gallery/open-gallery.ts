import { placeOf, placesOf, placeText } from './gallery.ts'
import type { Gallery, Place, Size } from './gallery.ts'

/** What a program that takes the pictures reads of a gallery's page, as `gallery` of its window. */
export type GalleryPlaces = { place: Place; hash: string; sizes: readonly Size[] }[]

/**
 * Shows the state that the address names (`#page/state?lang=zh&senior=1`), else the index of all of them.
 * `<html data-gallery>` says how that went: `index`, `shown` or `failed`.
 */
export async function openGallery(title: string, gallery: Gallery): Promise<void> {
  const { dataset } = document.documentElement
  window.addEventListener('hashchange', () => location.reload())
  const places: GalleryPlaces = placesOf(gallery).map((place) => ({
    place,
    hash: placeText(place),
    sizes: gallery[place.page]?.sizes ?? [],
  }))
  Object.assign(window, { gallery: places })
  const place = placeOf(location.hash)
  if (place === null) {
    showIndex(title, gallery)
    dataset['gallery'] = 'index'
    return
  }
  try {
    const show = gallery[place.page]?.states[place.state]
    if (!show) throw new Error(`there is no state ${place.page}/${place.state}`)
    document.title = `${place.page} · ${place.state}`
    await show(place)
    await document.fonts.ready
    dataset['gallery'] = 'shown'
  } catch (error) {
    dataset['gallery'] = 'failed'
    throw error
  }
}

function showIndex(title: string, gallery: Gallery): void {
  document.title = title
  const rows = Object.keys(gallery).flatMap((page) => [
    element('h2', { textContent: page }),
    element(
      'ul',
      {},
      Object.keys(gallery[page]?.states ?? {}).map((state) => stateRow(gallery, page, state)),
    ),
  ])
  document.body.replaceChildren(element('main', {}, [element('h1', { textContent: title }), ...rows]))
  document.body.style.cssText = 'padding: 2rem; font: 16px/1.6 system-ui; overflow: auto'
}

function stateRow(gallery: Gallery, page: string, state: string): HTMLElement {
  const links = placesOf(gallery)
    .filter((place) => place.page === page && place.state === state)
    .flatMap((place) => [' ', placeLink(place)])
  return element('li', {}, [`${state}:`, ...links])
}

function placeLink(place: Place): HTMLElement {
  const textContent = place.senior ? `${place.language} senior` : place.language
  return element('a', { href: `#${placeText(place)}`, textContent })
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}
