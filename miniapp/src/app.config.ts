import { packages } from './packages'

/** WeChat takes pictures alone; in the browser h5/tabBar.ts draws the icon of the same name. */
const pictures = (name: string) => ({
  iconPath: `assets/tabs/${name}.png`,
  selectedIconPath: `assets/tabs/${name}-on.png`,
})
const tab = (name: string, text: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  ...(process.env.TARO_ENV === 'h5' ? {} : pictures(name)),
})

export default defineAppConfig({
  pages: ['pages/today/index', 'pages/calendar/index', 'pages/study/index', 'pages/me/index'],
  subPackages: packages.map(({ root, pages }) => ({ root, pages })),
  // What a meeting needs is on the phone before its signal is gone: check-in, and the list of what waits to be sent.
  preloadRule: {
    'pages/today/index': { network: 'all', packages: ['modules/meetings', 'modules/accounts'] },
    // Courses kept on the phone are read, and their questions answered, without one.
    'pages/study/index': { network: 'all', packages: ['modules/learning'] },
  },
  lazyCodeLoading: 'requiredComponents',
  animation: false,
  tabBar: {
    color: '#6F665F',
    selectedColor: '#C8161D',
    backgroundColor: '#FFFFFF',
    borderStyle: 'white',
    list: [tab('today', '今日'), tab('calendar', '日历'), tab('study', '学习'), tab('me', '我的')],
  },
  window: {
    navigationStyle: 'custom',
    // In the browser a button in the bar does it.
    ...(process.env.TARO_ENV === 'weapp' && { enablePullDownRefresh: true }),
    navigationBarTitleText: '知行',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F6F3EE',
    backgroundTextStyle: 'dark',
  },
})
