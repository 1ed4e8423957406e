import type { PropType } from 'vue'

/** A property as Element Plus declares it, which `exactOptionalPropertyTypes` keeps Vue's types from reading. */
type Declared<T> = { type: PropType<T>; __epPropKey: true }
type Props<P> = { [K in keyof P]: (P[K] extends Declared<infer T> | undefined ? T : P[K]) | undefined }
type Component = abstract new (...args: never[]) => { $props: object; $slots: object }

/** A component of Element Plus with the types of its properties as they are meant. */
export type Typed<C extends Component> = new () => {
  $props: Props<InstanceType<C>['$props']>
  $slots: InstanceType<C>['$slots']
}
