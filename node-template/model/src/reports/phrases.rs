//! What sentences to learn from are made of.

use crate::random::Random;

/// What has happened, by label.
const EVENTS: [&[&str]; 6] = [
	&[
		"there has been no rain for weeks",
		"it has not rained for two months",
		"the soil is dry and cracked",
		"the wells have run dry",
		"the ground is parched",
		"the maize has withered in the heat",
		"the plants wilt for want of water",
		"the pond has dried up",
		"we have no water left for irrigation",
		"the reservoir is empty",
		"the drought goes on",
		"a long dry spell has taken the harvest",
		"the grass is brown and dry",
		"the seed did not sprout in the dry dust",
		"the cattle have nothing to drink",
		"the river bed is dry",
		"rainfall was far below what is usual",
		"the leaves curl and drop from thirst",
	],
	&[
		"the river has burst its banks",
		"the fields are under water",
		"water stands between the rows",
		"the flood came in the night",
		"the dam gave way",
		"the levee broke and water poured in",
		"heavy rain has flooded the valley",
		"the seed was washed away",
		"the roots rot in waterlogged soil",
		"the crop is submerged",
		"mud covers everything since the flood",
		"the stream overflowed",
		"the cellar and the barn are flooded",
		"we had to leave by boat",
		"the rice has drowned in deep water",
		"the road was swept away by water",
		"the creek rose by two metres",
		"floodwater has not gone down for a week",
	],
	&[
		"a late frost has come",
		"it froze last night",
		"the blossom is frozen",
		"there was ice on the buds this morning",
		"it was five degrees below zero",
		"the cold has killed the seedlings",
		"the vines were hit by frost",
		"the tomatoes turned black in the freezing cold",
		"a hard freeze came in April",
		"white rime covered the orchard",
		"the young shoots froze",
		"the frost took the flowers of the apple trees",
		"a cold snap in spring has destroyed the cherries",
		"the ground froze before the harvest",
		"temperatures fell below zero at dawn",
		"the icy night was too much for the beans",
		"we lit fires against the freeze, in vain",
		"ground frost has burnt the potatoes",
	],
	&[
		"hail has shredded the leaves",
		"it hailed for a quarter of an hour",
		"hailstones as large as eggs fell",
		"the hail has bruised the fruit",
		"ice pellets have broken the glass",
		"a hailstorm has cut the lettuce to pieces",
		"the hail beat the grain out of the ears",
		"stones of ice came down on the vineyard",
		"the grapes are pitted and split by hail",
		"hailstones the size of walnuts smashed the greenhouse",
		"the roofs are dented by hail",
		"the tobacco is full of holes from hail",
		"the ground was covered with hailstones",
		"balls of ice knocked the apples off",
		"hail has perforated the leaves",
		"after the hail the stalks were bare and battered",
		"a hail shower has ruined the peaches",
		"the hail left nothing but stems",
	],
	&[
		"locusts have eaten everything",
		"the leaves are covered with aphids",
		"caterpillars are in the cabbage",
		"beetles have devoured the potatoes",
		"there is an infestation of weevils",
		"insects have bored into the stems",
		"rats and mice have eaten the grain",
		"a swarm of grasshoppers has come",
		"larvae gnaw at the roots",
		"worms are in the fruit",
		"the armyworm has reached our maize",
		"moths have laid their eggs in the ears",
		"mites have sucked the leaves dry",
		"slugs have eaten the seedlings",
		"the stalks are hollow from borers",
		"whiteflies and bugs swarm over the beans",
		"pests have ruined the store",
		"birds and rodents took half of the crop",
	],
	&[
		"the storm has flattened the wheat",
		"strong wind has broken the branches",
		"a gale has torn off the roof",
		"gusts have uprooted the trees",
		"the hurricane has snapped the stems",
		"a tornado went through the farm",
		"the cyclone has taken the barn",
		"the wind has blown down the fences",
		"the greenhouse was blown away",
		"the maize was knocked over by wind",
		"the typhoon bent the cane to the ground",
		"winds of a hundred kilometres an hour wrecked the silo",
		"trees have fallen on the shed in the storm",
		"the trellis was toppled by gusts",
		"the bananas were blown over",
		"a whirlwind has scattered the hay",
		"the storm tore the plastic off the tunnels",
		"the squall has ripped the nets",
	],
];

/// How a report begins.
const BEGINNINGS: &[&str] = &[
	"I report that",
	"This is to say that",
	"On our farm",
	"In the north of the district",
	"Since last week",
	"My neighbour and I saw that",
	"We are sorry to tell you that",
	"As of today",
	"Please note that",
	"At the edge of the village",
];

/// How it goes on.
const CONSEQUENCES: &[&str] = &[
	"and the harvest is lost",
	"and half of the crop is gone",
	"and we claim our insurance",
	"and the loss is about two thirds",
	"so that nothing can be sold",
	"and the whole field is affected",
	"and we need help soon",
	"so we will have to sow again",
	"and the damage is great",
	"and all of the village has the same trouble",
];

/// Another thing that has happened, beside the first.
const SEVERAL: f32 = 0.4;

/// A sentence about a label.
pub fn sentence(label: usize, random: &mut Random) -> String {
	let mut parts = Vec::new();
	if random.unit() < 0.5 {
		parts.extend(random.one_of(BEGINNINGS));
	}
	let events = EVENTS[label % EVENTS.len()];
	parts.extend(random.one_of(events));
	if random.unit() < SEVERAL {
		parts.push("and");
		parts.extend(random.one_of(events));
	}
	if random.unit() < 0.5 {
		parts.extend(random.one_of(CONSEQUENCES));
	}
	parts.join(" ")
}

/// All that has happened in any of them.
#[cfg(test)]
pub fn all() -> impl Iterator<Item = &'static str> {
	EVENTS.into_iter().flatten().copied()
}
