import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '../logic/page'
import type { MiniProgram } from '../miniProgram'
import { compileStyle } from '../package/wechatCompiler'
import { PHONE } from '../wx/environment'
import { BASE_STYLE } from './baseStyle'
import { readControl } from './nativeControls'
import { attribute, isSet, type ViewNode } from './viewNode'

/** 750 rpx are the width of the screen. */
const scaleRpx = (css: string): string =>
  css.replace(
    /(-?[\d.]+)rpx/g,
    (_, number: string) => `${Math.round(Number(number) * PHONE.width * 1_000) / 750_000}px`,
  )

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** Pictures of the package travel inside the document, which has no address to load them from. */
function pictureOf(app: MiniProgram, source: string): string {
  const file = join(app.pack.root, source)
  if (source === '' || /^(data|https?):/.test(source) || !existsSync(file)) return escapeHtml(source)
  const type = source.endsWith('.svg') ? 'svg+xml' : source.endsWith('.png') ? 'png' : 'jpeg'
  return `data:image/${type};base64,${readFileSync(file).toString('base64')}`
}

/** The native element inside WeChat's own component, which page styles never see. */
function drawInner(app: MiniProgram, node: ViewNode): string | undefined {
  const page = app.stack.current()
  const held = () => escapeHtml(String(readControl(page, node)))
  const checked = () => (readControl(page, node) === true ? ' checked' : '')
  const hint = escapeHtml(attribute(node, 'placeholder'))
  switch (node.tag) {
    case 'input':
      return `<input type="${isSet(node, 'password') ? 'password' : 'text'}" placeholder="${hint}" value="${held()}">`
    case 'textarea':
      return `<textarea placeholder="${hint}">${held()}</textarea>`
    case 'image':
      return `<img src="${pictureOf(app, attribute(node, 'src'))}">`
    case 'switch':
    case 'checkbox':
      return `<input type="checkbox"${checked()}>${node.tag === 'checkbox' ? drawAll(app, node) : ''}`
    case 'radio':
      return `<input type="radio"${checked()}>${drawAll(app, node)}`
    case 'rich-text':
      return typeof node.attr['nodes'] === 'string' ? node.attr['nodes'] : ''
    default:
      return undefined
  }
}

const drawAll = (app: MiniProgram, node: ViewNode): string =>
  node.children.map((child) => drawNode(app, child)).join('')

function drawNode(app: MiniProgram, node: ViewNode): string {
  if (node.text !== undefined) return escapeHtml(node.text)
  const attributes = Object.entries(node.attr)
    .filter(([name, value]) => !/^(bind|catch|capture)/.test(name) && value !== null && typeof value !== 'object')
    .map(([name, value]) => ` ${name}="${escapeHtml(name === 'style' ? scaleRpx(String(value)) : String(value))}"`)
  return `<wx-${node.tag}${attributes.join('')}>${drawInner(app, node) ?? drawAll(app, node)}</wx-${node.tag}>`
}

function drawTabBar(app: MiniProgram, page: Page): string {
  const bar = app.pack.app.tabBar
  if (!bar?.list.some((tab) => tab.pagePath === page.route)) return ''
  const tabs = bar.list.map((tab, i) => {
    const color = (tab.pagePath === page.route ? bar.selectedColor : bar.color) ?? '#000'
    const badge = app.chrome.badges.get(i)
    const icon = (tab.pagePath === page.route ? tab.selectedIconPath : tab.iconPath) ?? ''
    const picture = icon === '' ? '' : `<img src="${pictureOf(app, icon)}">`
    return `<b style="color:${color}">${picture}${escapeHtml(tab.text)}${badge ? `<sup>${escapeHtml(badge)}</sup>` : ''}</b>`
  })
  return `<div id="tabs" style="background:${bar.backgroundColor ?? '#fff'}">${tabs.join('')}</div>`
}

function drawDialog(app: MiniProgram): string {
  const dialog = app.dialogs.open()
  const toast = app.dialogs.toast()
  if (!dialog) return toast === '' ? '' : `<div id="toast">${escapeHtml(toast)}</div>`
  const texts = dialog.texts.map((text) => `<p>${escapeHtml(text)}</p>`)
  const buttons = dialog.buttons.map((button) => `<b>${escapeHtml(button.label)}</b>`)
  return `<div id="mask"><div id="dialog">${texts.join('')}<footer>${buttons.join('')}</footer></div></div>`
}

function drawBar(app: MiniProgram, page: Page): string {
  const window = { ...app.pack.app.window, ...page.config }
  if (window.navigationStyle === 'custom') return '<div id="capsule">•••　◉</div>'
  const title = app.chrome.titles.get(page.route) ?? window.navigationBarTitleText ?? ''
  const ink = window.navigationBarTextStyle === 'black' ? '#000' : '#fff'
  const paper = window.navigationBarBackgroundColor ?? '#000'
  const arrow = app.stack.pages.length > 1 ? '<i>‹</i>' : ''
  return `<div id="bar" style="background:${paper};color:${ink}">${arrow}${escapeHtml(title)}</div>`
}

/** The whole phone screen as one HTML document: the page lies between WeChat's bars, which it cannot cover. */
export function drawScreen(app: MiniProgram): string {
  const page = app.stack.current()
  const css = ['app.wxss', `${page.route}.wxss`].map((file) => scaleRpx(compileStyle(app.pack, file))).join('\n')
  const bar = drawBar(app, page)
  const tabs = drawTabBar(app, page)
  const place = `top:${bar.includes('capsule') ? 0 : 44}px;bottom:${tabs === '' ? 0 : 50}px`
  return `<!doctype html><meta charset="utf-8"><style>${BASE_STYLE}</style><style>${css}</style>
${bar}<div id="app" style="${place}">${drawAll(app, app.view())}</div>${tabs}${drawDialog(app)}`
}
