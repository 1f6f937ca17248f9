/** WeChat's base components and bars, approximated from their documented defaults. */
export const BASE_STYLE = `
* { box-sizing: border-box }
html, body { margin: 0; min-height: 100% }
body { font: 16px/1.4 -apple-system, "Noto Sans CJK SC", sans-serif; color: #000; background: #fff }
#bar { position: fixed; inset: 0 0 auto; height: 44px; line-height: 44px; text-align: center; font-weight: 600; z-index: 9 }
#bar i { position: absolute; left: 12px; font: 24px/44px sans-serif }
#app { position: fixed; left: 0; right: 0; overflow-y: auto; transform: translateZ(0) }
#capsule { position: fixed; left: 281px; top: 24px; width: 87px; height: 32px; border: 1px solid #ddd; border-radius: 16px; background: #fff9; font: 14px/30px sans-serif; text-align: center; z-index: 99 }
#tabs { position: fixed; inset: auto 0 0; height: 50px; display: flex; border-top: 1px solid #ddd; z-index: 9 }
#tabs b { flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; font: 11px sans-serif }
#tabs img { width: 27px; height: 27px }
#tabs sup { color: #fff; background: #fa5151; border-radius: 9px; padding: 0 5px }
#toast { position: fixed; left: 50%; top: 45%; transform: translate(-50%, -50%); background: #4c4c4c; color: #fff; padding: 14px 20px; border-radius: 5px; z-index: 99 }
#mask { position: fixed; inset: 0; background: rgba(0, 0, 0, .6); display: grid; place-items: center; z-index: 99 }
#dialog { width: 300px; background: #fff; border-radius: 12px; text-align: center }
#dialog footer { display: flex; flex-wrap: wrap; border-top: 1px solid #eee }
#dialog b { flex: 1 0 auto; padding: 16px; color: #576b95 }
wx-view, wx-form, wx-checkbox-group, wx-radio-group, wx-swiper, wx-swiper-item, wx-scroll-view, wx-picker, wx-slider,
wx-progress, wx-rich-text { display: block }
wx-comp, wx-custom-wrapper, wx-root-portal, wx-block, wx-page-meta { display: contents }
wx-text { white-space: pre-line }
[hidden="true"] { display: none !important }
wx-scroll-view[scroll-y="true"] { overflow-y: auto }
wx-scroll-view[scroll-x="true"] { overflow-x: auto; white-space: nowrap }
wx-image { display: inline-block; overflow: hidden; width: 320px; height: 240px }
wx-image > img { width: 100%; height: 100% }
wx-image[mode="aspectFill"] > img { object-fit: cover }
wx-image[mode="aspectFit"] > img { object-fit: contain }
wx-image[mode="widthFix"], wx-image[mode="widthFix"] > img { height: auto }
wx-button { display: block; margin: 0 auto; padding: 0 14px; font-size: 18px; line-height: 2.55555556; text-align: center; border-radius: 5px; color: #000; background: #f8f8f8; overflow: hidden }
wx-button[type="primary"] { color: #fff; background: #07c160 }
wx-button[type="warn"] { color: #fff; background: #e64340 }
wx-button[size="mini"] { display: inline-block; line-height: 2.3; font-size: 13px; padding: 0 1.34em }
wx-button[disabled="true"] { opacity: .6 }
wx-button[plain="true"] { background: transparent }
wx-input, wx-textarea { display: block; overflow: hidden }
wx-input { height: 1.4em; min-height: 1.4em }
wx-textarea { width: 300px; height: 150px }
wx-input > input, wx-textarea > textarea { width: 100%; height: 100%; border: 0; background: none; font: inherit; color: inherit; padding: 0; text-align: inherit; resize: none }
wx-switch, wx-checkbox, wx-radio { display: inline-block }
wx-switch > input { width: 52px; height: 32px; appearance: none; border-radius: 16px; background: #dfdfdf; position: relative; margin: 0 }
wx-switch > input::after { content: ""; position: absolute; width: 30px; height: 30px; top: 1px; left: 1px; background: #fff; border-radius: 50% }
wx-switch > input:checked { background: #04be02 }
wx-switch > input:checked::after { left: 21px }
wx-swiper { height: 150px; overflow: hidden }
wx-swiper-item { width: 100%; height: 100% }
`
