"""Reading: files, pages, tables and texts of others become mentions, articles and rows.

mention_file   data/mentions.csv                      -> Mention
article_file   .json .jsonl .txt .html                -> Article
page, worker   HTML of strangers, in a process apart  -> Article
teaser         a text with related items              -> the article and its teasers
published      where a page says when it appeared     -> PartialDate
language       a text                                 -> one of the six languages
sheet          CSV or XLSX of somebody's events       -> Mention, with every bad row named
"""

from vitrine.read.mention_file import MENTION_COLUMNS, read_mentions

__all__ = ["MENTION_COLUMNS", "read_mentions"]
