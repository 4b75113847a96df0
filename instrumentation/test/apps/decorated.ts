import { Newsroom } from '../../dist/testing/decorated.js';

const newsroom = new Newsroom();
const article = await newsroom.article('tea');
process.stdout.write([newsroom.article.name, newsroom.article.length, article].join('|'));
