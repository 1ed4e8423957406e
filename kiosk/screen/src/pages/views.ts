import type { Component } from 'vue'

const files = import.meta.glob<Component>('./*/Page.vue', { eager: true, import: 'default' })

/** What draws a page: `Page.vue` in the folder of its name. That every listed page has one is tested. */
export function viewOf(page: string): Component {
  const view = files[`./${page}/Page.vue`]
  if (!view) throw new Error(`There is no pages/${page}/Page.vue`)
  return view
}
