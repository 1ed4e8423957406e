// The first import of every page: its security policy forbids code from text and reports even the attempt, and the
// schema library makes one with the first schema it is given.
import { config } from 'zod'

config({ jitless: true })
