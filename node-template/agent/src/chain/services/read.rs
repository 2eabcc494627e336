//! Reading services, operators, requests and results.

use super::{
	super::{codegen, AccountId, At, ChainError, Share},
	convert::{found, label, operator, request, result, rules, service},
	Found, Input, Operator, Release, Request, RequestId, Service, ServiceId, ServiceVersion,
	Settled,
};
use codegen::runtime_types::pallet_service_registry::types as generated;
use futures::future::try_join_all;

/// Services that one request asks for.
const PAGE: u32 = 100;

/// Questions to the node that are on their way together.
const AT_ONCE: usize = 64;

/// By what services are found.
#[derive(Clone, Copy, Debug)]
enum By<'a> {
	Category(&'a str),
	Tag(&'a str),
}

impl At {
	/// A service.
	pub async fn service(&self, id: ServiceId) -> Result<Option<Service>, ChainError> {
		let address = codegen::storage().service_registry().services();
		Ok(self.fetch(address, (id,)).await?.map(service))
	}

	/// All services by id, retired ones included.
	pub async fn services(&self) -> Result<Vec<(ServiceId, Service)>, ChainError> {
		let address = codegen::storage().service_registry().services();
		let entry = self.inner.storage().entry(address).map_err(subxt::Error::from)?;
		let mut all = Vec::new();
		let mut walk = entry.iter(()).await.map_err(subxt::Error::from)?;
		while let Some(item) = walk.next().await {
			let item = item.map_err(subxt::Error::from)?;
			let key = item.key().and_then(|key| key.decode()).map_err(subxt::Error::from)?;
			all.push((key.0, service(item.value().decode().map_err(subxt::Error::from)?)));
		}
		all.sort_by_key(|(id, _)| *id);
		Ok(all)
	}

	/// Services of a category that are not retired, those with the highest rank first.
	pub async fn services_by_category(&self, category: &str) -> Result<Vec<Found>, ChainError> {
		self.found(By::Category(category)).await
	}

	/// Services with a tag that are not retired, those with the highest rank first.
	pub async fn services_by_tag(&self, tag: &str) -> Result<Vec<Found>, ChainError> {
		self.found(By::Tag(tag)).await
	}

	async fn found(&self, by: By<'_>) -> Result<Vec<Found>, ChainError> {
		let api = || codegen::view_functions().service_registry();
		let (mut all, mut after) = (Vec::new(), None);
		loop {
			let page = match by {
				By::Category(name) => {
					self.view(api().services_by_category(label(name), after.take(), PAGE)).await?
				}
				By::Tag(name) => {
					self.view(api().services_by_tag(label(name), after.take(), PAGE)).await?
				}
			};
			let full = page.len() >= PAGE as usize;
			for entry in page {
				let (found, place) = found(entry);
				all.push(found);
				after = Some(place);
			}
			if !full {
				return Ok(all);
			}
		}
	}

	/// A version of a service; the latest if none is named.
	pub async fn release(
		&self,
		service: ServiceId,
		version: Option<ServiceVersion>,
	) -> Result<Option<Release>, ChainError> {
		let version = match version {
			Some(version) => version,
			None => match self.service(service).await? {
				Some(record) => record.current,
				None => return Ok(None),
			},
		};
		let address = codegen::storage().service_registry().releases();
		let release = self.fetch(address, (service, version)).await?;
		Ok(release.map(|release| Release {
			version,
			fingerprint: release.fingerprint,
			rules: rules(release.rules),
		}))
	}

	/// An operator's record.
	pub async fn operator(
		&self,
		service: ServiceId,
		account: &AccountId,
	) -> Result<Option<Operator>, ChainError> {
		let address = codegen::storage().service_registry().operators();
		Ok(self.fetch(address, (service, *account)).await?.map(operator))
	}

	/// The operators that would be asked now, with their scores, those with the most stake first.
	pub async fn operators_of(
		&self,
		service: ServiceId,
	) -> Result<Vec<(AccountId, Operator, Share)>, ChainError> {
		let views = codegen::view_functions().service_registry().operators_of(service);
		let operators = self.view(views).await?.into_iter();
		Ok(operators
			.map(|view| (view.operator, operator(view.record), Share(view.score.0)))
			.collect())
	}

	/// The id that the next request gets.
	pub async fn next_request(&self) -> Result<RequestId, ChainError> {
		let address = codegen::storage().service_registry().next_request();
		Ok(self.fetch(address, ()).await?.unwrap_or_default())
	}

	/// An open request.
	pub async fn request(&self, id: RequestId) -> Result<Option<Request>, ChainError> {
		let address = codegen::storage().service_registry().requests();
		Ok(self.fetch(address, (id,)).await?.map(request))
	}

	/// Some open requests; those that are not open are left out.
	pub async fn requests_among(
		&self,
		ids: &[RequestId],
	) -> Result<Vec<(RequestId, Request)>, ChainError> {
		let mut found = Vec::with_capacity(ids.len());
		for some in ids.chunks(AT_ONCE) {
			let looks = some.iter().map(|id| self.request(*id));
			let requests = try_join_all(looks).await?;
			let requests = some.iter().zip(requests);
			found.extend(requests.filter_map(|(id, request)| Some((*id, request?))));
		}
		Ok(found)
	}

	/// All open requests, by id.
	pub async fn open_requests(&self) -> Result<Vec<(RequestId, Request)>, ChainError> {
		let address = codegen::storage().service_registry().requests();
		let entry = self.inner.storage().entry(address).map_err(subxt::Error::from)?;
		let mut all = Vec::new();
		let mut walk = entry.iter(()).await.map_err(subxt::Error::from)?;
		while let Some(item) = walk.next().await {
			let item = item.map_err(subxt::Error::from)?;
			let key = item.key().and_then(|key| key.decode()).map_err(subxt::Error::from)?;
			all.push((key.0, request(item.value().decode().map_err(subxt::Error::from)?)));
		}
		all.sort_by_key(|(id, _)| *id);
		Ok(all)
	}

	/// What an open request asks.
	pub async fn request_input(&self, id: RequestId) -> Result<Option<Input>, ChainError> {
		let address = codegen::storage().service_registry().inputs();
		Ok(self.fetch(address, (id,)).await?.map(|input| match input {
			generated::request::Input::Bytes(bytes) => Input::Bytes(bytes.0),
			generated::request::Input::Hash(hash) => Input::Hash(hash),
		}))
	}

	/// What came of a request, as long as it is kept.
	pub async fn service_result(&self, id: RequestId) -> Result<Option<Settled>, ChainError> {
		let address = codegen::storage().service_registry().results();
		Ok(self.fetch(address, (id,)).await?.map(|settled| Settled {
			service: settled.service,
			version: settled.version,
			consumer: settled.consumer,
			result: result(settled.result),
			asked: settled.asked,
			answered: settled.answered,
			confirmed: settled.confirmed,
			evidence: settled.evidence,
			at: settled.at,
		}))
	}

	/// Whether a callback of a request waits to be tried again.
	pub async fn waits_for_callback(&self, id: RequestId) -> Result<bool, ChainError> {
		let address = codegen::storage().service_registry().callbacks();
		Ok(self.fetch(address, (id,)).await?.is_some())
	}

	/// Most bytes of a question.
	pub fn longest_input(&self) -> Result<u32, ChainError> {
		let constant = codegen::constants().service_registry().max_input();
		Ok(self.inner.constants().entry(constant).map_err(subxt::Error::from)?)
	}
}
