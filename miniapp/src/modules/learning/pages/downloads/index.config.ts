export default definePageConfig({ navigationBarTitleText: '存在本机的课程' })
