/** What Taro's own parts ask of a browser; the WeChat build is lowered further, to what the preset takes for old phones. */
const browsers = { chrome: '61', edge: '79', firefox: '60', safari: '11.1' }
const targets = process.env.TARO_ENV === 'h5' ? { targets: browsers } : {}

module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', ...targets }]],
  plugins: ['./config/platform-constant.js'],
}
