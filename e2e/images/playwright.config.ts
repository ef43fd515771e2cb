import stories from '../../playwright.config.ts'

/** The same browser as for the stories, for pictures instead of promises. */
export default { ...stories, testDir: '.', outputDir: '../../.data/image-results' }
