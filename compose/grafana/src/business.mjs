// What do people do? From svc-analytics' tables in ClickHouse; its README says what counts.
import { column, dashboard, lines, row, sqlOverTime, sqlTable, stat, table } from './panels.mjs';

// Worded as the projections are, which answer without reading the rows.
const DAY = 'toStartOfDay(at)';
const IN_RANGE = `${DAY} >= toStartOfDay($__fromTime, 'UTC') AND ${DAY} <= $__toTime`;
const ACTIVE = `actor_id != 0 AND kind IN ('sign_up', 'profile', 'post', 'reply', 'retweet', 'edit', 'follow', 'block', 'mute', 'like', 'view')`;
const DONE = `SELECT actor_id, kind, ${DAY} AS day, count() AS n FROM event WHERE ${IN_RANGE} GROUP BY actor_id, kind, ${DAY}`;
const perDay = (columns) => sqlOverTime(`SELECT day AS time, ${columns} FROM (${DONE}) GROUP BY day ORDER BY day`);
const inAll = (name, what) => sqlTable(`SELECT ${what} AS ${name} FROM (${DONE})`);
const of = (...kinds) => `sumIf(n, kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}))`;

const number = (title, description, name, what) =>
  stat({ title, description, unit: 'short', trend: false, targets: inAll(name, what) });

export const business = dashboard({
  uid: 'business',
  title: 'Business',
  description: 'Registrations, tweets, active people, likes and hashtags, by day (UTC). What was taken back later counts all the same.',
  tags: ['twite-main'],
  from: 'now-30d',
  refresh: '5m',
  rows: [
    row('In the chosen time',
      number('Registrations', 'Accounts made.', 'registrations', of('sign_up')),
      number('Active people', 'Different people who did something, reading included.', 'active', `uniqExactIf(actor_id, ${ACTIVE})`),
      number('Tweets', 'Posts and replies, without retweets.', 'tweets', of('post', 'reply')),
      number('Retweets', 'Tweets passed on.', 'retweets', of('retweet')),
      number('Likes', 'Also those taken back later.', 'likes', of('like')),
      number('Follows', 'Also those that ended later.', 'follows', of('follow'))),
    row('By day',
      lines({
        title: 'Active by day', unit: 'short', description: 'Different people a day who did something, reading included.',
        targets: perDay(`uniqExactIf(actor_id, ${ACTIVE}) AS active`),
      }),
      lines({
        title: 'Registrations and departures', unit: 'short', bars: true, description: 'Accounts made and deleted.',
        targets: perDay(`${of('sign_up')} AS registered, ${of('account_delete')} AS deleted`),
      }),
      lines({
        title: 'Tweets by day', unit: 'short', bars: true, stacked: true, description: 'By what they are.',
        targets: perDay(`${of('post')} AS posts, ${of('reply')} AS replies, ${of('retweet')} AS retweets`),
      }),
      lines({
        title: 'Likes and follows', unit: 'short', description: 'Given, also those taken back later.',
        targets: perDay(`${of('like')} AS likes, ${of('follow')} AS follows`),
      }),
      lines({
        title: 'Views', unit: 'short', description: 'Tweets shown, estimated from the share of answers that is counted.',
        targets: sqlOverTime(
          `SELECT day AS time, sum(views) AS views FROM (SELECT ${DAY} AS day, sum(weight) AS views FROM impression WHERE ${IN_RANGE} GROUP BY author_id, ${DAY}) GROUP BY day ORDER BY day`),
      }),
      lines({
        title: 'Blocks, mutes, unfollows', unit: 'short', bars: true, description: 'More than usual means trouble.',
        targets: perDay(`${of('block')} AS blocks, ${of('mute')} AS mutes, ${of('unfollow')} AS unfollows`),
      })),
    row('Most talked about',
      table({
        title: 'Hashtags', unit: 'none', w: 12, h: 12, description: 'Of public tweets in the chosen time: how many bear it, and how many different authors wrote them.',
        targets: sqlTable(
          `SELECT concat('#', toString(tag)) AS hashtag, count() AS tweets, uniqExact(actor_id) AS authors FROM event ARRAY JOIN hashtags AS tag WHERE kind IN ('post', 'reply') AND $__timeFilter(at) GROUP BY tag ORDER BY tweets DESC, tag LIMIT 20`),
        overrides: [column('tweets', { unit: 'short' }), column('authors', { unit: 'short' })],
      }),
      table({
        title: 'Tweets talked about', unit: 'none', w: 12, h: 12, description: 'By likes, replies, retweets and quotes in the chosen time. An id is looked up in the moderators\' panel.',
        // As text: ids are longer than a browser's numbers.
        targets: sqlTable(
          `SELECT toString(id) AS tweet, sum(n) AS engagements FROM (SELECT target_id AS id, count() AS n FROM event WHERE ${IN_RANGE} AND kind IN ('like', 'reply', 'retweet') GROUP BY target_id, kind, ${DAY} UNION ALL SELECT quoted_id AS id, count() AS n FROM event WHERE ${IN_RANGE} GROUP BY quoted_id, ${DAY}) WHERE id != 0 GROUP BY id ORDER BY engagements DESC, id DESC LIMIT 20`),
        overrides: [column('engagements', { unit: 'short' })],
      })),
  ],
});
