import { hubCapability } from '../core/capability.ts'
import { decidePeople } from './decide.ts'
import { peopleRoutes } from './routes.ts'
import { emptyPeople, evolvePeople } from './state.ts'
import { peopleMigrations } from './store.ts'

/** Staff of halls (人员): base data, days off, and what rosters have to keep. */
export const people = hubCapability({
  name: 'people',
  empty: emptyPeople,
  evolve: evolvePeople,
  deciders: decidePeople,
  migrations: peopleMigrations,
  routes: peopleRoutes,
})
