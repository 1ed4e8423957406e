import { createRouter, createWebHistory } from 'vue-router'
import type { RouteLocationNormalized, Router, RouterHistory } from 'vue-router'
import type { ConsolePage } from '../pages/define.ts'
import { pages } from '../pages/index.ts'

declare module 'vue-router' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface RouteMeta {
    power?: ConsolePage['power']
    /** Page of the navigation that is marked. */
    within?: string
  }
}

/** Parts of the address that stay when one goes to another page: the region that is looked at, the wall mode. */
const KEPT = ['region', 'wall', 'rotate'] as const

/** The console's addresses. The first page of the navigation is where one begins. */
export function consoleRouter(history: RouterHistory = webHistory()): Router {
  const router = createRouter({
    history,
    routes: [
      { path: '/', redirect: (to) => ({ path: '/overview', query: to.query }) },
      ...pages.map(({ name, path, component, power, within }) => ({
        ...{ name, path, component, meta: { power, within: within ?? name } },
      })),
      { path: '/:rest(.*)*', name: 'unknown', component: () => import('./UnknownPage.vue') },
    ],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  })
  router.beforeEach((to, from) => {
    const missing = isStep ? null : keptFrom(to, from)
    isStep = false
    return missing ? { ...to, query: { ...missing, ...to.query } } : true
  })
  return router
}

/** Whether the browser's own back or forward leads somewhere: then the address stands as it was. */
let isStep = false

function webHistory(): RouterHistory {
  // Before the router's own listener, so that its guard knows.
  window.addEventListener('popstate', () => (isStep = true))
  return createWebHistory()
}

function keptFrom(to: RouteLocationNormalized, from: RouteLocationNormalized): Record<string, string> | null {
  if (to.path === from.path) return null
  const kept = KEPT.flatMap((name) => {
    const value = from.query[name]
    return typeof value === 'string' && !Object.hasOwn(to.query, name) ? [[name, value] as const] : []
  })
  return kept.length === 0 ? null : Object.fromEntries(kept)
}
