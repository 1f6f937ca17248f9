// WeChat needs nothing beyond the shared styles; platformStyles.h5.ts adds the browser's.
export {}
