/** A page or component instance: named handlers, `data`, and the route or file as `is`. */
export interface Instance extends Record<string, unknown> {
  is: string
  data: Record<string, unknown>
}

/** An element or text of the rendered WXML. */
export interface ViewNode {
  tag: string
  attr: Record<string, unknown>
  children: ViewNode[]
  parent?: ViewNode
  /** The instance whose methods the event bindings name. */
  owner: Instance
  /** Text nodes only. */
  text?: string
}

/** The node and its ancestors, innermost first. */
export function lineage(node: ViewNode): ViewNode[] {
  return node.parent ? [node, ...lineage(node.parent)] : [node]
}

/** All nodes below, the node itself first, in document order. */
export function descendants(node: ViewNode): ViewNode[] {
  return [node, ...node.children.flatMap(descendants)]
}

/** An attribute as text whichever way it is spelt (`form-type`, `formType`); empty when absent. */
export function attribute(node: ViewNode, name: string): string {
  const camel = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const value = node.attr[name] ?? node.attr[camel]
  return value === undefined || value === null ? '' : String(value)
}

/** A boolean attribute: WXML writes `disabled`, `disabled="{{true}}"` and `"true"`. */
export function isSet(node: ViewNode, name: string): boolean {
  return name in node.attr && !['', 'false'].includes(attribute(node, name))
}

/** The id that Taro gives every element. */
export const idOf = (node: ViewNode): string => attribute(node, 'data-sid') || attribute(node, 'id')
