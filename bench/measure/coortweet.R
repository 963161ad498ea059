# What the published program says, for bench/measure/co-action.ts: CooRTweet 2.1.3 and its folder R/ in the
# working directory. Rscript coortweet.R shares.csv.gz
library(data.table); library(igraph)
for (each in c("calc_group_combinations", "detect_groups", "generate_coordinated_network")) source(paste0("R/", each, ".R"))
shares <- fread(cmd = paste("gzip -dc", commandArgs(TRUE)[1]))
for (seconds in c(10, 60, 600)) {
  acts <- detect_groups(copy(shares), time_window = seconds, min_participation = 1)
  network <- generate_coordinated_network(acts)
  weights <- E(network)$weight
  cat(seconds, nrow(acts), vcount(network), ecount(network), sum(weights >= 2), sum(weights >= 3), max(weights), "\n")
  pairs <- acts[, .(weight = .N), by = .(a = pmin(account_id, account_id_y), b = pmax(account_id, account_id_y))]
  lines <- sort(paste(pairs$a, pairs$b, pairs$weight, sep = ","), method = "radix")
  writeLines(lines, sprintf("pairs-%d.csv", seconds)) # then sha256sum
}
